using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

internal static class ControlPlaneServices
{
    /// <summary>Who is let in, and with which tokens the runtimes are called.</summary>
    internal static void AddControlPlane(this IServiceCollection services, ControlPlaneOptions options, DataFolder folder)
    {
        TenancyBuilder tenancy = services.AddTenancy(o => (o.Mode, o.RecordAllowed) = (TenancyMode.Shared, options.RecordAllowed))
            .AddFileDirectory(folder.Of("directory.jsonl"))
            .AddSharedDirectory()
            .AddJsonlLedger(folder.Of("audit"))
            .AddTenancyPosture()
            .AddTokenIssuer(ControlPlaneOptions.UserIssuer, o =>
            {
                (o.Audience, o.Ring) = (ControlPlaneOptions.Audience, folder.OpenRing("users-ring.json"));
                o.Speaks.ForEveryTenant("the users of this control plane").SubjectsAreUsers().RequireMembers();
            })
            .AddTokenIssuer(ControlPlaneOptions.RuntimeIssuer, o =>
            {
                // The runtimes have directories of their own, in which this one's generations mean nothing. None of these tokens is for the control plane itself.
                (o.Audience, o.Ring, o.Use, o.WriteGeneration) = ("no-runtime", folder.OpenRing("runtimes-ring.json"), TokenUse.SingleUse, false);
                o.Speaks.ForEveryTenant("it calls the runtimes of all tenants");
                o.Speaks.MaxLifetime = options.TokenLifetime;
                o.AllowRegisteredRuntimes();
            })
            .AddTokenExchange(ControlPlaneOptions.UserIssuer)
            .AddRuntimeTokens(ControlPlaneOptions.RuntimeIssuer)
            .AddAspNetCore();
        foreach (TrustedProvider provider in options.Providers)
        {
            tenancy.AddJwks(provider.Issuer, o => (o.Address, o.AllowLoopbackHttp) = (provider.Keys, true))
                .AddIdentityProvider(provider.Issuer, o => (o.Audience, o.Algorithms) = (provider.Audience, provider.Algorithms));
        }
    }

    internal static void AddDispatch(this IServiceCollection services, ControlPlaneOptions options)
    {
        // What is outside its bounds refuses the start, and not the first call.
        _ = options.ToDispatch();
        services.AddSingleton(options);
        services.AddSingleton<RuntimeRoutes>();
        services.AddSingleton<DispatchTrail>();
        services.AddSingleton<RuntimeClient>();
        services.AddScoped<Dispatcher>();
        services.AddHostedService<FirstMembers>();
    }
}
