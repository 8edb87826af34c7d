using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>A host that could not grant soundly does not start, and is told everything that is missing.</summary>
public sealed class BreakGlassStartTests
{
    [Fact]
    public void Everything_that_is_missing_is_said_at_once()
    {
        string message = Refusal(static b => b.AddBreakGlass(static o => (o.MaxDuration, o.PendingLifetime, o.MaxOpenPerRequester) = (TimeSpan.FromHours(25), TimeSpan.Zero, 0)));

        foreach (string fix in (string[])["Register a durable ledger", "AddSigningKeyFile", "AddTokenIssuer", "BreakGlassOptions.MaxDuration", "BreakGlassOptions.PendingLifetime", "BreakGlassOptions.MaxOpenPerRequester"])
        {
            Assert.Contains(fix, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ledger", "Register a durable ledger")]
    [InlineData("signer", "AddSigningKeyFile")]
    [InlineData("mint", "the host mints none")]
    [InlineData("platform", "may not speak for the platform")]
    [InlineData("issuer", "the issuer 'other', and the host has no such issuer")]
    [InlineData("pinned", "the mode is not Shared")]
    [InlineData("never", "CrossTenantAccess is Never")]
    public void Each_part_that_is_missing_refuses_the_start(string missing, string fix) => Assert.Contains(fix, Refusal(b => Whole(b, missing), o =>
    {
        (o.Mode, o.PinnedTenant) = missing == "pinned" ? (TenancyMode.Pinned, "acme") : (TenancyMode.Shared, null);
        o.CrossTenantAccess = missing == "never" ? CrossTenantAccess.Never : null;
    }), StringComparison.Ordinal);

    [Fact]
    public void Whole_host_starts_and_so_does_one_without_tenancy()
    {
        using ServiceProvider whole = Build(static b => Whole(b, string.Empty));
        Assert.NotNull(whole.GetRequiredService<BreakGlassGrants>());

        using ServiceProvider disabled = Build(static b => b.AddBreakGlass(), static o => o.Mode = TenancyMode.Disabled);
        Assert.Equal(TenancyMode.Disabled, disabled.GetRequiredService<PolicyEngine>().Mode);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(int.MaxValue, false)]
    public void Share_of_one_requester_is_between_one_and_what_the_directory_holds(int share, bool starts)
    {
        if (starts)
        {
            using var world = new BreakGlassWorld(breakGlass: o => o.MaxOpenPerRequester = share);
            Assert.NotNull(world.Grants);
            return;
        }

        Assert.Contains("BreakGlassOptions.MaxOpenPerRequester", Refusal(b => b.AddBreakGlass(o => o.MaxOpenPerRequester = share)), StringComparison.Ordinal);
    }

    private static void Whole(TenancyBuilder builder, string missing)
    {
        builder.AddBreakGlass(o => o.Issuer = missing == "issuer" ? "other" : null);
        builder.AddIssuer("mint", o => _ = missing == "platform" ? o : o.AllowPlatform(), static (_, i) => new TestVerifier(i));
        if (missing != "mint")
        {
            builder.Services.AddKeyedSingleton<ITenantTokenIssuer>("mint", new RecordingMint());
        }

        if (missing != "ledger")
        {
            builder.UseLedger(static _ => new DurableLedger());
        }

        if (missing != "signer")
        {
            builder.Services.AddSingleton<ITenancySigner>(static _ => EcdsaSigner.Generate());
        }
    }

    private static string Refusal(Action<TenancyBuilder> build, Action<TenancyOptions>? options = null)
    {
        using ServiceProvider services = Build(build, options);
        return Assert.Throws<OptionsValidationException>(services.GetRequiredService<PolicyEngine>).Message;
    }

    private static ServiceProvider Build(Action<TenancyBuilder> build, Action<TenancyOptions>? options = null)
    {
        var services = new ServiceCollection();
        TenancyBuilder builder = services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Shared;
            options?.Invoke(o);
        });
        build(builder);
        return services.BuildServiceProvider();
    }
}
