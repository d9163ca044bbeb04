// What the token needs of jose. The build puts a copy of that code into the CommonJS form of this file, under jose's own licence.
export { CompactSign } from 'jose';
