using OpenClaw.Tenancy;

namespace Docs.Snippets.Concepts;

public static class ModePages
{
    public static void Shared(IServiceCollection services)
    {
        // <snippet name="mode-shared">
        services.AddTenancy(o => o.Mode = TenancyMode.Shared);
        // </snippet>
    }

    public static void Pinned(IServiceCollection services)
    {
        // <snippet name="mode-pinned">
        services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Pinned;
            o.PinnedTenant = "acme";
        });
        // </snippet>
    }

    public static void Disabled(IServiceCollection services)
    {
        // <snippet name="mode-disabled">
        services.AddTenancy(o => o.Mode = TenancyMode.Disabled).AddAspNetCore();
        // </snippet>
    }
}
