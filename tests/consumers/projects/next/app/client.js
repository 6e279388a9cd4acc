'use client';

import { useEffect } from 'react';
import { createVerifier } from 'yanzheng';

import { cases } from '../cases.mjs';
import { check } from '../check.mjs';

export default function Client() {
  useEffect(() => {
    check(createVerifier, cases).then((outcome) => console.log(JSON.stringify(outcome)));
  }, []);
  return null;
}
