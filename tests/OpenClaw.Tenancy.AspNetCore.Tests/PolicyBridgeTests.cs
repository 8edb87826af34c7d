using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>ASP.NET Core's own policies over the boundary, tried with everything by which a naive handler lets the wrong party in.</summary>
public sealed class PolicyBridgeTests
{
    private static readonly ClaimsPrincipal Forged = new(new ClaimsIdentity([new Claim("tenant", "globex"), new Claim("tenant_id", "globex")]));

    [Theory]
    [InlineData("acme", true)]
    [InlineData("globex", false)]
    [InlineData(null, false)]
    public async Task Resource_decides_by_its_owner(string? owner, bool allowed)
    {
        Assert.Equal(allowed, await AskAsync("acme|operator.read", new Owned(owner is null ? null : TenantId.From(owner))));
    }

    [Fact]
    public async Task Reference_decides_by_its_owner()
    {
        Assert.True(await AskAsync("acme|operator.read", new SessionRef(TenantId.From("acme"), SessionId.New())));
        Assert.False(await AskAsync("acme|operator.read", new SessionRef(TenantId.From("globex"), SessionId.New())));
    }

    [Fact]
    public async Task No_claim_and_no_owner_do_not_agree()
    {
        Assert.False(await AskAsync(credential: null, new Owned(null)));
        Assert.False(await AskAsync(credential: null, resource: null));
    }

    [Fact]
    public async Task What_is_not_known_to_have_an_owner_is_refused()
    {
        Assert.False(await AskAsync("acme|operator.read", resource: null));
        Assert.False(await AskAsync("acme|operator.read", new object()));
    }

    [Fact]
    public async Task Missing_scope_fails() => Assert.False(await AskAsync("acme|operator.approvals", new Owned(TenantId.From("acme"))));

    [Fact]
    public async Task Another_handler_cannot_satisfy_what_was_refused()
    {
        Assert.False(await AskAsync(
            "acme|operator.read", new Owned(TenantId.From("globex")), s => s.AddSingleton<IAuthorizationHandler, Generous>()));
    }

    [Fact]
    public async Task Evaluator_that_throws_is_a_refusal_and_no_exception()
    {
        Assert.False(await AskAsync(
            "acme|operator.read", new Owned(TenantId.From("acme")), s => s.AddTenancy().AddEvaluator<Throwing>()));
    }

    [Theory]
    [InlineData("acme|operator.read", 200)]
    [InlineData("acme|operator.read|operator.approvals", 200)]
    [InlineData("acme|operator.approvals", 403)]
    public async Task Policy_on_an_endpoint_is_decided_in_the_requests_tenant(string credential, int status)
    {
        await using TestApp app = await TestApp.StartAsync(TestApp.Build(
            a =>
            {
                a.UseAuthentication();
                a.UseTenancy();
                a.UseAuthorization();
                a.MapGet("/z", () => "z").RequireTenantScope("operator.read").RequireAuthorization("reads");
            },
            services: s =>
            {
                s.AddAuthentication(AspNetCore.Authentication.TenantAuthenticationDefaults.Scheme).AddTenantCredentials();
                s.AddAuthorizationBuilder().AddPolicy("reads", p => p.RequireTenantScope("operator.read"));
            }));

        Assert.Equal(status, (int)(await app.GetAsync("/z", credential)).Status);
    }

    private static async Task<bool> AskAsync(string? credential, object? resource, Action<IServiceCollection>? services = null)
    {
        bool? answer = null;
        await using TestApp app = await TestApp.StartAsync(
            a =>
            {
                async Task<string> Ask(IAuthorizationService authorization)
                {
                    answer = (await authorization.AuthorizeAsync(Forged, resource, new TenantScopeRequirement("operator.read"))).Succeeded;
                    return "asked";
                }

                a.MapGet("/open", Ask).AllowTenantless("the policy decides");
                a.MapGet("/asks", async (IAuthorizationService authorization, TenantContext _) => await Ask(authorization)).RequireTenantScope("operator.questions");
            },
            services: s =>
            {
                s.AddAuthorization();
                services?.Invoke(s);
            });
        await app.GetAsync(credential is null ? "/open" : "/asks", credential is null ? null : $"{credential}|operator.questions");
        return answer ?? await AskInScopeAsync(app, credential!, resource);
    }

    // Where the endpoint's own decision refuses already (an evaluator that throws), the policy is asked in a scope of the same claim.
    private static async Task<bool> AskInScopeAsync(TestApp app, string credential, object? resource)
    {
        var verifiers = app.Services.GetRequiredService<OpenClaw.Tenancy.Claims.CredentialVerifiers>();
        OpenClaw.Tenancy.Claims.VerifiedTenantClaim claim = (await verifiers.VerifyAsync(credential, CancellationToken.None)).Claim!;
        using IServiceScope root = app.Services.CreateScope();
        return await root.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim,
            async (scope, _) => (await scope.GetRequiredService<IAuthorizationService>().AuthorizeAsync(Forged, resource, new TenantScopeRequirement("operator.read"))).Succeeded,
            CancellationToken.None);
    }

    private sealed record Owned(TenantId? Tenant) : ITenantOwned;

    private sealed class Generous : IAuthorizationHandler
    {
        public Task HandleAsync(AuthorizationHandlerContext context)
        {
            foreach (IAuthorizationRequirement requirement in context.PendingRequirements.ToArray())
            {
                context.Succeed(requirement);
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Throwing : OpenClaw.Tenancy.Authorization.IAccessEvaluator
    {
        public OpenClaw.Tenancy.Authorization.PolicyVerdict Evaluate(in OpenClaw.Tenancy.Authorization.AccessRequest request) =>
            throw new InvalidOperationException("boom");
    }
}
