/**
 * Writes the pages of the catalog and its OpenAPI document for the project's site. Part of the build only: nothing here is
 * published, or meant to be used by others.
 */
package io.github.camelwechatpay.catalog.site;
