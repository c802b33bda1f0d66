/** Cutting large payloads into pieces that decode by themselves. */
package io.millrace.formats.split;
