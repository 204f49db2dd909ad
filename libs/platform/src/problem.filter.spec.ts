import { languageOf } from './problem.filter.js';

describe('languageOf', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['fr, de;q=0.5', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr, en;q=0.2', 'en'],
    ['en;q=0.1, zh', 'zh-CN'],
    ['zh;q=0.4, en;q=0.5', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en;q=0.8, zh;q=0.8', 'en'],
    ['zh, en', 'zh-CN'],
    ['*', 'zh-CN'],
    ['*;q=0.5, en', 'en'],
    ['en;q=0.1, *', 'zh-CN'],
    ['en;q=0', 'zh-CN'],
    ['zh;q=0, *', 'en'],
    ['en;q=nonsense, zh;q=0.1', 'zh-CN'],
    ['english', 'zh-CN'],
    ['en ; q=0.9 , zh ; q=0.3', 'en'],
  ])('%j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
