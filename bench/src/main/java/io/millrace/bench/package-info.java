/**
 * End-to-end benchmarks. What is measured runs in a process of its own with the flags of this one, so that CPU and memory
 * are its alone; the reference does the same work in the same run.
 */
package io.millrace.bench;
