import mocha from 'mocha';

export default class extends mocha.reporters.Spec {}
