/* Russian text to tokens and keys. The same as search/russian.py and search/stemming.py: tests/test_search_parity.py
   runs both. A classic script without dependencies, so that it works from a folder on disk. */
(function () {
  'use strict';

  const NEGATIONS = new Set(['не', 'без', 'нет']);
  const STOP_WORDS = new Set((
    'и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот от меня еще ' +
    'нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там потом ' +
    'себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под ' +
    'будет ж тогда кто этот того потому этого какой совсем ним здесь этом почти мой тем чтобы нее сейчас были куда зачем ' +
    'всех никогда можно при наконец об другой хоть после над больше тот через эти нас про всего них какая много разве эту ' +
    'моя впрочем хорошо свою этой перед иногда лучше чуть том такой им более всегда конечно всю между это который которые ' +
    'которых почему какие таких'
  ).split(' '));

  const TOKEN = /[\p{L}\p{N}]+/gu;
  const INVISIBLE = /[\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

  function normalise(text) {
    return text.replace(/№/g, ' ').normalize('NFKC').toLowerCase().replace(INVISIBLE, '').replace(/ё/g, 'е');
  }

  function tokenise(text) {
    return normalise(text).match(TOKEN) || [];
  }

  // The Snowball stemmer, from snowballstem.org/algorithms/russian/stemmer.html. Endings of `afterA` count only behind
  // «а» or «я», which stays: it is captured, because lookbehind would stop this file in browsers before 2023.
  const ending = (afterA, free) => new RegExp(
    '(?:' + (afterA ? '([ая])(?:' + afterA.split(' ').join('|') + ')|' : '') + free.split(' ').join('|') + ')$');
  const PERFECTIVE_GERUND = ending('в вши вшись', 'ив ивши ившись ыв ывши ывшись');
  const REFLEXIVE = /с[яь]$/;
  const ADJECTIVE = 'ее ие ое ые ими ыми ей ий ой ый ем им ом ым его ого ему ому их ых ую юю ая яя ою ею';
  const ADJECTIVAL = new RegExp(
    '(?:([ая])(?:ем|нн|вш|ющ|щ)|ивш|ывш|ующ)?(?:' + ADJECTIVE.split(' ').join('|') + ')$');
  const VERB = ending(
    'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно',
    'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю');
  const NOUN = ending('',
    'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я');
  const SUPERLATIVE = /ейше?$/;
  const VOWEL = /[аеиоуыэюя]/;
  const SECOND_REGION = /^(?:[^аеиоуыэюя]*[аеиоуыэюя]+[^аеиоуыэюя]){2}/;

  function cut(region, pattern) {
    const found = pattern.exec(region);
    return found ? region.slice(0, found.index) + (found[1] || '') : null;
  }

  function withoutEnding(region) {
    const gerund = cut(region, PERFECTIVE_GERUND);
    if (gerund !== null) return gerund;
    const rest = region.replace(REFLEXIVE, '');
    for (const pattern of [ADJECTIVAL, VERB, NOUN]) {
      const shorter = cut(rest, pattern);
      if (shorter !== null) return shorter;
    }
    return rest;
  }

  function tidy(region) {
    const shorter = region.replace(SUPERLATIVE, '');
    if (shorter.endsWith('нн')) return shorter.slice(0, -1);
    return shorter === region ? region.replace(/ь$/, '') : shorter;
  }

  function stem(word) {
    const start = word.search(VOWEL) + 1;
    if (start === 0 || !/[а-я]/.test(word)) return word;
    let region = withoutEnding(word.slice(start)).replace(/и$/, '');
    const second = SECOND_REGION.exec(word);
    const limit = second ? Math.max(second[0].length - start, 0) : word.length;
    const derived = /ость?$/.exec(region);
    if (derived && derived.index >= limit) region = region.slice(0, derived.index);
    return word.slice(0, start) + tidy(region);
  }

  /* A lexicon: what Snowball gets wrong, by word form and by stem. */
  function lexicon(forms, stems) {
    const key = function (word) {
      const form = forms.get(word);
      if (form !== undefined) return form;
      const found = stem(word);
      const better = stems.get(found);
      return better === undefined ? found : better;
    };
    const phrase = (text) => tokenise(text)
      .filter((word) => NEGATIONS.has(word) || !STOP_WORDS.has(word))
      .map((word) => (NEGATIONS.has(word) ? word : key(word)));
    return { key, phrase };
  }

  window.PraktikiRussian = { NEGATIONS, STOP_WORDS, normalise, tokenise, stem, lexicon };
})();
