using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>What the answer is when it is not known what was done, and what a host that could not administer is told at start.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("throws")]
    [InlineData("throws-argument")]
    [InlineData("hangs")]
    [InlineData("ends")]
    public async Task Writer_that_does_not_answer_is_unavailable(string how)
    {
        MoodyWriter? writer = null;
        await using AdminWorld world = await AdminWorld.StartAsync(
            o => o.DependencyTimeout = TimeSpan.FromMilliseconds(200), s => MoodyWriter.Add(s, made => writer = made));
        string member = await world.JoinAsync(AdminWorld.Acme, "42", "member");
        string key = AdminWorld.Member(await world.PostAsync("/api/v1/keys", AdminWorld.Acme, "{}"), "id");
        writer!.Mood = how switch
        {
            "throws" => () => throw new InvalidOperationException("secret-in-the-message"),
            "throws-argument" => () => throw new ArgumentException("secret-in-the-message"),
            "ends" => () => Task.FromCanceled(new CancellationToken(canceled: true)),
            _ => () => new TaskCompletionSource().Task,
        };

        Answer[] answers =
        [
            await world.PostAsync("/api/v1/tenants", AdminWorld.Operator, """{"name":"U"}"""),
            await world.PatchAsync("/api/v1/tenants/acme", AdminWorld.Operator, """{"status":"suspended"}"""),
            await world.DeleteAsync("/api/v1/tenants/acme", AdminWorld.Operator),
            await world.PostAsync("/api/v1/members", AdminWorld.Acme, """{"issuer":"idp","subject":"43","role":"member"}"""),
            await world.PatchAsync($"/api/v1/members/{member}", AdminWorld.Acme, """{"role":"readonly"}"""),
            await world.DeleteAsync($"/api/v1/members/{member}", AdminWorld.Acme),
            await world.PostAsync("/api/v1/invitations", AdminWorld.Acme, """{"role":"member"}"""),
            await world.PostAsync("/api/v1/keys", AdminWorld.Acme, "{}"),
            await world.PostAsync($"/api/v1/keys/{key}/rotate", AdminWorld.Acme, "{}"),
            await world.DeleteAsync($"/api/v1/keys/{key}", AdminWorld.Acme),
        ];

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (a.Status, a.Code)));
        Assert.All(answers, a => Assert.Equal(answers[0], a));
        Assert.Contains("Retry-After: 1", answers[0].Headers, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answers[0].Body, StringComparison.Ordinal);
        Assert.Equal(3, world.Refusals("platform").Length);
        Assert.Equal(7, world.Refusals("acme").Length);
    }

    [Fact]
    public async Task Record_that_cannot_stand_before_the_act_refuses_it()
    {
        await using AdminWorld world = await AdminWorld.StartAsync();
        world.Ledger.BeforeAppend = (_, _) => throw new IOException("the disk is full");

        Answer refused = await world.PostAsync("/api/v1/members", AdminWorld.Acme, """{"issuer":"idp","subject":"43","role":"member"}""");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "dependency_unavailable"), (refused.Status, refused.Code));
        Assert.Empty(AdminWorld.List(await world.GetAsync("/api/v1/members", AdminWorld.Acme), "members"));
        Assert.Equal("audit_unavailable", Assert.Single(world.Refusals("acme")).ReasonCode);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Administration_without_its_services_is_refused_by_name(bool keys, bool administration)
    {
        TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(() => TestApp.Build(
            a =>
            {
                a.UseTenancy();
                a.MapTenantAdministration();
            },
            tenancy =>
            {
                _ = keys ? tenancy.AddApiKeys() : tenancy;
                _ = administration ? tenancy.AddAdministration() : tenancy;
            }));

        Assert.Contains("OCT2013", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administration_without_a_durable_ledger_is_refused_by_name()
    {
        await using WebApplication app = TestApp.Build(
            a =>
            {
                a.UseTenancy();
                a.MapTenantAdministration();
            },
            tenancy => tenancy.AddApiKeys().AddAdministration());

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync());

        // The routes that change who may do what: three of tenants, three of members, two of invitations and three of keys.
        Assert.Equal(11, refused.Errors.Count(e => e.StartsWith("OCT2011", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/api/v1/tenants")]
    [InlineData("/api/v1/members")]
    [InlineData("/api/v1/keys")]
    [InlineData("/api/v1/invitations")]
    public async Task Nothing_is_mapped_while_tenancy_is_off(string path)
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapTenantAdministration(), tenancy => tenancy.AddApiKeys().AddAdministration().UseLedger(_ => new DurableLedger()), o => o.Mode = TenancyMode.Disabled);

        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync(path, AdminWorld.Operator)).Status);
    }

    [Fact]
    public async Task Host_may_map_it_below_a_prefix_of_its_own()
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapGroup("/control").MapTenantAdministration(), tenancy => tenancy.AddApiKeys().AddAdministration().UseLedger(_ => new DurableLedger()));

        Answer made = await app.SendAsync(HttpMethod.Post, "/control/api/v1/keys", AdminWorld.Acme);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Contains($"Location: /control/api/v1/keys/{AdminWorld.Member(made, "id")}", made.Headers, StringComparison.Ordinal);
    }
}
