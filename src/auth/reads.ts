/** All that signing in and the account page ask Planning Center for, by its own names; the page on privacy says it in words. */
export const authReads = ['SignIn.name', 'SignIn.email', 'SignIn.organization_name', 'Person.people_permissions', 'Person.site_administrator']
