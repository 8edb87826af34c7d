using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>A tenant uses the plugins, tools and background agents that its list names, and nothing else.</summary>
public sealed class TenantAllowancesTests
{
    [Theory]
    [InlineData(TenantAllowances.UsePlugin), InlineData(TenantAllowances.InvokeTool), InlineData(TenantAllowances.RunInBackground), InlineData("models.use")]
    public void What_the_list_names_not_is_forbidden(string action)
    {
        using TestWorld world = Make(o => o.Allow(TestWorld.Acme, action, "one", "two"));
        Assert.Equal(DenyReason.None, Ask(world, TestWorld.Acme, action, "one"));
        Assert.Equal(DenyReason.None, Ask(world, TestWorld.Acme, action, "two"));
        Assert.All(["three", "ONE", "one ", "on", "one,two"], id => Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Acme, action, id)));
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Acme, action, id: null));
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Globex, action, "one"));
    }

    [Fact]
    public void Nothing_is_named_by_default()
    {
        using TestWorld world = Make(static _ => { });
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Acme, TenantAllowances.InvokeTool, "search"));
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Acme, TenantAllowances.RunInBackground, "nightly"));
        Assert.Equal("policy_forbid", world.Ledger.Read(TestWorld.Acme)[^1].Envelope.ReasonCode);
    }

    [Fact]
    public void A_list_for_one_action_opens_no_other()
    {
        using TestWorld world = Make(static o => o.Allow(TestWorld.Acme, TenantAllowances.UsePlugin, "search"));
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Acme, TenantAllowances.InvokeTool, "search"));
        Assert.Equal(DenyReason.None, Ask(world, TestWorld.Acme, "sessions.read", "search"));
    }

    [Fact]
    public void Whoever_crosses_is_held_by_the_list_of_the_tenant_that_is_reached()
    {
        using var world = new TestWorld(
            static o => o.CrossTenantAccess = CrossTenantAccess.GlobalScope,
            static b => b.UseLedger(static _ => new DurableLedger()).AddTenantAllowances(static o => o.Allow(TestWorld.Acme, TenantAllowances.InvokeTool, "search")));
        var request = new AccessRequest(
            world.Claim(TenantId.Platform, "operator.write"), world.Engine.Action("operator.write", TenantAllowances.InvokeTool), ResourceRef.Owned("search", TestWorld.Acme), world.Time.Now);
        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Decide(request).Reason);
        Assert.Equal(DenyReason.PolicyForbid, world.Engine.Decide(request.About(ResourceRef.Owned("search", TestWorld.Globex))).Reason);
    }

    [Fact]
    public void A_list_under_a_name_that_restricts_nothing_refuses_the_start()
    {
        using var world = new TestWorld(build: static b => b.AddTenantAllowances(static o => o.Allow(TestWorld.Acme, "tool.invoke", "search")));
        var refused = Assert.Throws<OptionsValidationException>(() => world.Services.GetRequiredService<IOptions<TenantAllowanceOptions>>().Value);
        Assert.Contains("Restrict(\"tool.invoke\")", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_fixed_once_the_host_has_read_them()
    {
        using TestWorld world = Make(static o => o.Allow(TestWorld.Acme, TenantAllowances.InvokeTool, "search"));
        TenantAllowanceOptions options = world.Services.GetRequiredService<IOptions<TenantAllowanceOptions>>().Value;
        Assert.Throws<InvalidOperationException>(() => options.Allow(TestWorld.Globex, TenantAllowances.InvokeTool, "search"));
        Assert.Throws<InvalidOperationException>(() => options.Restrict("sessions.read"));
        Assert.Equal(DenyReason.PolicyForbid, Ask(world, TestWorld.Globex, TenantAllowances.InvokeTool, "search"));
        Assert.Equal(DenyReason.None, Ask(world, TestWorld.Acme, "sessions.read", "search"));
    }

    [Fact]
    public void A_refusal_carries_what_else_is_to_be_known()
    {
        using var world = new TestWorld();
        var request = new AccessRequest(world.Claim(TestWorld.Acme, "operator.write"), world.Engine.Action("operator.write", "calls.out"), ResourceRef.Owned("x", TestWorld.Acme), world.Time.Now);
        Assert.Equal(DenyReason.PolicyDenied, world.Engine.Refuse(request, DenyReason.PolicyDenied, new Dictionary<string, string> { ["rule"] = "host" }));
        Assert.Equal("host", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.Details["rule"]);
    }

    private static TestWorld Make(Action<TenantAllowanceOptions> configure) => new(build: b => b.AddTenantAllowances(o =>
    {
        o.Restrict("models.use");
        configure(o);
    }));

    private static DenyReason Ask(TestWorld world, TenantId tenant, string action, string? id) => world.Engine.Authorize(
        new AccessRequest(
            world.Claim(tenant, "operator.write"), world.Engine.Action("operator.write", action),
            id is null ? ResourceRef.Collection(tenant) : ResourceRef.Owned(id, tenant), world.Time.Now), out _).Reason;
}
