using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Scopes;

namespace Docs.Snippets.Concepts;

public static class ScopePages
{
    public static bool Forms()
    {
        // <snippet name="scope-forms">
        TenantScopedScope ofAcme = TenantScopedScope.ForTenant("operator.read", TenantId.From("acme")); // operator.read@acme
        TenantScopedScope global = TenantScopedScope.Global("operator.read");                           // operator.read
        bool same = ofAcme == global;                                                                   // false, always
        // </snippet>
        return same;
    }

    public static void Lattice(IServiceCollection services)
    {
        // <snippet name="scope-lattice">
        services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Shared;
            o.Lattice = new ScopeLatticeBuilder()
                .Add("billing.write", "billing.read")
                .Add("billing.close", "billing.write")       // and so billing.read: closed transitively
                .AddPrefix("billing.admin", "billing.")      // also scopes that nobody has named yet
                .Build();
        });
        // </snippet>
    }
}
