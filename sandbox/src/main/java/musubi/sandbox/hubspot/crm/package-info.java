/** The CRM API: which class performs which operation, the account and its owners. */
@NullMarked
package musubi.sandbox.hubspot.crm;

import org.jspecify.annotations.NullMarked;
