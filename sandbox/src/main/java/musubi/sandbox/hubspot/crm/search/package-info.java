/** Search: filters, sorting and paging over an index that lags behind the writes. */
@NullMarked
package musubi.sandbox.hubspot.crm.search;

import org.jspecify.annotations.NullMarked;
