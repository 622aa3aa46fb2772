/**
 * Turns the text files of the catalog into its index when the module is built; see the README beside those files for their
 * notation. These classes are not in the jar: at run time no text is parsed.
 */
package io.github.camelwechatpay.catalog.compiler;
