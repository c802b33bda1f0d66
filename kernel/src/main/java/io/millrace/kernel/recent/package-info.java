/** What need not be computed again. */
package io.millrace.kernel.recent;
