/** An object store that speaks as Azure Storage does. */
package io.millrace.testing.azure;
