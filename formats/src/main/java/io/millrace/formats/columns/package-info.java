/** The columns that a decoder finds as it goes: names, spellings, limits, and where each value goes. */
package io.millrace.formats.columns;
