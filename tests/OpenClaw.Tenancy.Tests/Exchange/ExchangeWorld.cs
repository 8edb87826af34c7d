using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>A host with an identity provider on a real port, an issuer of its own for its users, and one for its tenants' runtimes.</summary>
internal sealed class ExchangeWorld : IAsyncDisposable
{
    internal const string Home = "home";
    internal const string Cells = "cells";

    private readonly Dictionary<string, UserId> _users = [];
    private readonly TestWorld _world;

    private ExchangeWorld(
        TestIdentityProvider provider, ManualTime time, Action<TenancyBuilder>? build, Action<TokenIssuerOptions>? home, Action<TenancyOptions>? options, Action<TokenIssuerOptions>? cells)
    {
        Provider = provider;
        _world = new TestWorld(options, build: builder => Compose(builder, build, home, cells), time: time);
    }

    internal TestIdentityProvider Provider { get; }

    internal DurableLedger Ledger { get; } = new();

    internal ManualTime Time => _world.Time;

    internal TestWorld World => _world;

    internal TenantDirectory Directory => _world.Directory;

    internal PolicyEngine Engine => _world.Engine;

    internal TenantIdentities Identities => Get<TenantIdentities>();

    internal RuntimeTokens Runtimes => Get<RuntimeTokens>();

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<ExchangeWorld> StartAsync(
        Action<TenancyBuilder>? build = null, Action<TokenIssuerOptions>? home = null, Action<TenancyOptions>? options = null, Action<TokenIssuerOptions>? cells = null)
    {
        var time = new ManualTime();
        return new ExchangeWorld(await TestIdentityProvider.StartAsync(time), time, build, home, options, cells);
    }

    internal T Get<T>()
        where T : notnull => _world.Services.GetRequiredService<T>();

    internal ITenantTokenIssuer KeyedMint(string issuer) => _world.Services.GetRequiredKeyedService<ITenantTokenIssuer>(issuer);

    internal async Task<UserId> JoinAsync(TenantId tenant, string subject, TenantRole role = TenantRole.Member)
    {
        if (!_users.TryGetValue(subject, out UserId? user))
        {
            _users.Add(subject, user = UserId.New());
        }

        await WriteAsync(DirectoryChange.AddMember(tenant, Named(subject), user, role, DirectoryActor.Host));
        return user;
    }

    internal LinkedIdentity Named(string subject) => new(Provider.Issuer, subject);

    internal async Task WriteAsync(DirectoryChange change) => (await Get<IDirectoryWriter>().WriteAsync(change, Cancel)).RequireApplied();

    internal ShownIdentity Shown(string subject, Action<JsonObject>? claims = null) => new()
    {
        IdentityToken = Provider.Token(body =>
        {
            body["sub"] = subject;
            claims?.Invoke(body);
        }),
        CorrelationId = "corr-1",
    };

    internal ValueTask<TokenExchangeResult> ExchangeAsync(ShownIdentity shown, string? tenant = null, params string[]? scopes) =>
        Get<TenantTokenExchange>().ExchangeAsync(new TokenExchangeRequest { Identity = shown, Tenant = tenant, Scopes = scopes is { Length: 0 } ? null : scopes }, Cancel);

    internal async Task<string> TokenAsync(string subject, string tenant, params string[] scopes)
    {
        TokenExchangeResult result = await ExchangeAsync(Shown(subject), tenant, scopes);
        Assert.True(result.IsIssued, $"{result.Reason}: {result.Detail}");
        return result.Token;
    }

    internal ValueTask<CredentialVerification> VerifyAsync(string token) => Get<CredentialVerifiers>().VerifyAsync(token, Cancel);

    internal async Task<VerifiedTenantClaim> ClaimAsync(string token)
    {
        CredentialVerification verification = await VerifyAsync(token);
        Assert.True(verification.IsAccepted, $"{verification.Reason}: {verification.Detail}");
        return verification.Claim;
    }

    internal async Task RefusedAsync(string word, ShownIdentity shown, string? tenant = null, DenyReason reason = DenyReason.TokenInvalid, params string[] scopes)
    {
        TokenExchangeResult result = await ExchangeAsync(shown, tenant, scopes);
        Assert.Equal((null, null, reason, word), (result.Token, result.Tenant, result.Reason, result.Detail));
        AuditEnvelope record = Ledger.Emitted[^1];
        Assert.Equal((TenantId.Platform, AuditOutcome.Denied, "tokens.exchange", word, "corr-1"), (record.Tenant, record.Outcome, record.Action, record.Detail, record.CorrelationId));
        Assert.Null(record.Actor);
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await Provider.DisposeAsync();
    }

    private void Compose(TenancyBuilder builder, Action<TenancyBuilder>? build, Action<TokenIssuerOptions>? home, Action<TokenIssuerOptions>? cells)
    {
        builder.UseLedger(_ => Ledger)
            .AddTenants(new TenantRegistration(TenantId.From("hooli")) { RuntimeId = "cell-hooli" }, new TenantRegistration(TenantId.From("umbrella")) { RuntimeId = "cell-umbrella" })
            .AddTokenIssuer(Home, o =>
            {
                (o.Audience, o.Ring) = ("here", TokenKeyRing.CreateEs256());
                o.Speaks.ForEveryTenant("the host's own users").AllowPlatform().SubjectsAreUsers().RequireMembers();
                home?.Invoke(o);
            })
            .AddTokenIssuer(Cells, o =>
            {
                (o.Audience, o.Ring, o.Use, o.WriteGeneration) = ("nobody", TokenKeyRing.CreateEs256(), TokenUse.SingleUse, false);
                o.Speaks.MaxLifetime = TimeSpan.FromMinutes(2);
                o.Speaks.ForEveryTenant("the control plane");
                o.AllowRegisteredRuntimes();
                cells?.Invoke(o);
            })
            .AddJwks(Provider.Issuer, o => (o.Address, o.AllowLoopbackHttp) = (Provider.KeysAddress, true))
            .AddIdentityProvider(Provider.Issuer, o => (o.Audience, o.Algorithms) = (TestIdentityProvider.Audience, ["ES256"]))
            .AddTokenExchange(Home)
            .AddRuntimeTokens(Cells)
            .AddAdministration();
        build?.Invoke(builder);
    }
}
