using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A host that could exchange tokens wrongly does not start, and is told the fix.</summary>
public sealed class ExchangeStartTests
{
    [Fact]
    public void Start_IssuerOfOtherSubjects_IsRefused()
    {
        Refused("SubjectsAreUsers().RequireMembers()", static b => Add(b, static o => o.Speaks.SubjectsAreUsers()).AddTokenExchange("home"));
        Refused("SubjectsAreUsers().RequireMembers()", static b => Add(b, static o => o.Speaks.RequireMembers()).AddTokenExchange("home"));
        Refused("SubjectsAreUsers().RequireMembers()", static b => Add(b).AddTokenExchange("home"));
    }

    [Fact]
    public void Start_NoSuchIssuer_IsRefused()
    {
        Refused("AddTokenIssuer(\"home\"", static b => b.AddTokenExchange("home"));
        Refused("AddTokenIssuer(\"idp\"", static b => b.AddTokenExchange("idp"));
        Refused("AddTokenIssuer(\"cells\"", static b => b.AddRuntimeTokens("cells"));
    }

    [Fact]
    public void Start_WhatElseIsMissing_IsRefused()
    {
        Refused("AddIdentityProvider", static b => Add(b).AddTokenExchange("home"));
        Refused("Register a durable ledger", static b => Add(b).AddTokenExchange("home"));
        Refused("Register a durable ledger", static b => Add(b).AddRuntimeTokens("home"));
        Refused("Call it once", static b => Add(b).AddRuntimeTokens("home").AddRuntimeTokens("home"));
    }

    [Fact]
    public void Start_WithTenancyOff_IsNotRefused()
    {
        using var world = new TestWorld(static o => o.Mode = TenancyMode.Disabled, static b => b.AddTokenExchange("home").AddRuntimeTokens("cells"));

        Assert.Equal(TenancyMode.Disabled, world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value.Mode);
    }

    private static TenancyBuilder Add(TenancyBuilder builder, Action<TokenIssuerOptions>? configure = null) => builder.AddTokenIssuer("home", o =>
    {
        (o.Audience, o.Ring) = ("here", TokenKeyRing.CreateEs256());
        configure?.Invoke(o);
    });

    private static void Refused(string fix, Action<TenancyBuilder> build)
    {
        using var world = new TestWorld(build: build);
        OptionsValidationException refusal = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value);
        Assert.Contains(refusal.Failures, f => f.Contains(fix, StringComparison.Ordinal));
    }
}
