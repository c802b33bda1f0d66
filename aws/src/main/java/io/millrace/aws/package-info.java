/** How AWS, and what speaks as it does, is reached: the options, the credentials behind them, and clients. */
package io.millrace.aws;
