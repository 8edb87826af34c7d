using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Posture;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Posture;

/// <summary>A host with the posture check, which is sound but for what a test says.</summary>
internal static class PostureHost
{
    internal static IHost Build(Action<TenancyBuilder> build, string environment = "Production", Action<TenancyPostureOptions>? posture = null, Action<TenancyOptions>? options = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment, DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        TenancyBuilder tenancy = builder.Services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Shared;
            options?.Invoke(o);
        });
        tenancy.AddTenants("acme", "globex").AddIssuer(TestWorld.Idp, static o => o.ForTenants("acme", "globex").AllowPlatform(), static (_, issuer) => new TestVerifier(issuer));
        tenancy.AddTenancyPosture(posture);
        build(tenancy);
        builder.Services.AddHealthChecks().AddTenancyHealthChecks();
        return builder.Build();
    }

    internal static async Task<TenancyPostureReport> LookAsync(this IHost host) =>
        await host.Services.GetRequiredService<TenancyPosture>().LookAsync(TestContext.Current.CancellationToken);

    internal static async Task<TenancyPostureItem> LookAsync(this IHost host, TenancyNoGo noGo) => (await host.LookAsync()).Items.Single(i => i.NoGo == noGo);
}
