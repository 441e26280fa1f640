/**
 * Idioms that every company's code has, each in words of ours: what compilers put in front of a module, and what nobody invents anew.
 * Code between blank lines is one idiom.
 */
const IDIOMS = `
function _interopRequireDefault(obj) { return obj && obj.__esModule ? obj : { default: obj }; }

Object.defineProperty(exports, "__esModule", { value: true });
exports.default = void 0;

(function (root, factory) {
  if (typeof define === 'function' && define.amd) { define(['exports'], factory); }
  else if (typeof exports === 'object' && typeof module !== 'undefined') { module.exports = factory(); }
  else { root.returnExports = factory(); }
}(typeof self !== 'undefined' ? self : this, function () {

import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { Component, EventEmitter, Input, OnDestroy, OnInit, Output } from '@angular/core';

import { defineComponent, computed, onMounted, onUnmounted, reactive, ref, watch } from 'vue';

const express = require('express'); const app = express(); app.use(express.json());

app.listen(port, () => { console.log('Server listening on port ' + port); });

const date = new Date(); Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(),
  date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds())

new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds())

if (value < min) { return min; } if (value > max) { return max; } return value;

function clamp(value, min, max) { return Math.min(Math.max(value, min), max); }

function clamp(value, min, max) { return Math.max(min, Math.min(max, value)); }

for (let i = 0, length = array.length; i < length; i++) { const item = array[i]; }

for (let key in object) { if (Object.prototype.hasOwnProperty.call(object, key)) {

return new Promise((resolve, reject) => { setTimeout(resolve, ms); });

const later = function () { timeout = null; if (!immediate) func.apply(context, args); };
clearTimeout(timeout); timeout = setTimeout(later, wait);

window.requestAnimationFrame || window.webkitRequestAnimationFrame || window.mozRequestAnimationFrame || window.oRequestAnimationFrame || window.msRequestAnimationFrame

event.preventDefault(); event.stopPropagation(); event.stopImmediatePropagation();

window.addEventListener('resize', this.onResize.bind(this)); window.removeEventListener('resize', this.onResize);

document.addEventListener('DOMContentLoaded', function () { document.getElementById('root')

const params = new URLSearchParams(window.location.search); const id = params.get('id');

canvas.getContext('2d'); ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x, y); ctx.closePath(); ctx.fill(); ctx.stroke(); ctx.restore(); ctx.save();

new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

event.altKey || event.ctrlKey || event.metaKey || event.shiftKey

constraint_name, table_schema, table_name, column_name, referenced_table_schema, referenced_table_name, referenced_column_name

point linestring polygon multipoint multilinestring multipolygon geometrycollection

tinyint smallint mediumint int integer bigint float double decimal numeric char varchar text date datetime timestamp

january february march april may june july august september october november december

monday tuesday wednesday thursday friday saturday sunday

abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 +/

0123456789abcdef0123456789ABCDEF 0123456789 0123456789

if __name__ == '__main__': parser = argparse.ArgumentParser(description=__doc__); args = parser.parse_args()

import os
import re
import sys
import json
import logging
import argparse
from datetime import datetime, timedelta
from typing import Any, Dict, List, Optional, Tuple, Union

logger = logging.getLogger(__name__) logging.basicConfig(level=logging.INFO, format='%(asctime)s %(name)s %(levelname)s %(message)s')

@Override public String toString() { return getClass().getSimpleName()

@Override public boolean equals(Object o) { if (this == o) return true; if (o == null || getClass() != o.getClass()) return false;

import java.util.ArrayList; import java.util.Collections; import java.util.HashMap; import java.util.List; import java.util.Map; import java.util.Set;

public static void main(String[] args) throws Exception {

catch (IOException e) { e.printStackTrace(); throw new RuntimeException(e); }

using System; using System.Collections.Generic; using System.Linq; using System.Text; using System.Threading.Tasks;

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

if err != nil { return nil, err } if err != nil { return err } defer resp.Body.Close()

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)] use std::collections::HashMap;

set -euo pipefail cd "$(dirname "$0")"

eslint-disable-next-line @typescript-eslint/no-explicit-any @typescript-eslint/ban-ts-comment

THIS FILE IS AUTOMATICALLY GENERATED BY A TOOL. DO NOT EDIT IT MANUALLY.

Copyright (c) All rights reserved. See the LICENSE file in the project root for license information.
`;

export const COMMON_CODE: readonly string[] = IDIOMS.split('\n\n');
