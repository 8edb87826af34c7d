using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Tokens;

/// <summary>One ES256 ring, a token of it, and the parameters with which a peer validates the same token.</summary>
internal sealed class TokenWorld
{
    private const string Issuer = "bench";
    private const string Audience = "runtime";
    private readonly TokenKeyRing _ring;

    public TokenWorld(int cached = 10_000)
    {
        Cached = cached;
        string path = Path.Combine(System.IO.Directory.CreateTempSubdirectory("bench").FullName, "ring.json");
        _ring = TokenKeyRing.LoadOrCreate(path, TokenKeyRing.CreateEs256);
        PeerParameters = new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = new JsonWebKeySet(File.ReadAllText(path)).Keys[0],
        };
        var services = new ServiceCollection();
        Add(services);
        ServiceProvider provider = services.BuildServiceProvider();
        Verifiers = provider.GetRequiredService<CredentialVerifiers>();
        Token = provider.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
            new TenantTokenRequest { Tenant = TenantId.From("acme"), Subject = "someone", Scopes = ["operator.read@acme"] }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Header = $"Bearer {Token}";
    }

    public int Cached { get; }

    public string Token { get; }

    public string Header { get; }

    public CredentialVerifiers Verifiers { get; }

    public TokenValidationParameters PeerParameters { get; }

    public void Add(IServiceCollection services)
    {
        var builder = services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants("acme").AddAspNetCore();
        builder.AddTokenIssuer(Issuer, o =>
        {
            o.Audience = Audience;
            o.Ring = _ring;
            o.MaxCachedTokens = Cached;
            o.Speaks.ForTenants("acme").MaxLifetime = TimeSpan.FromHours(1);
        });
    }

    public bool Verify()
    {
        ValueTask<CredentialVerification> pending = Verifiers.VerifyAsync(Token, CancellationToken.None);
        return (pending.IsCompletedSuccessfully ? pending.Result : pending.AsTask().GetAwaiter().GetResult()).IsAccepted;
    }

    /// <summary>What the memo of a connection does for a request whose header it knows: finds itself, compares the reference, and asks whether the answer still holds.</summary>
    public Func<bool> Memo()
    {
        CredentialVerification kept = Verifiers.VerifyAsync(Token, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        object key = new();
        var connection = new Dictionary<object, object?> { [key] = Header };
        return () => connection.TryGetValue(key, out object? header) && ReferenceEquals(header, Header) && kept.StillHolds() && kept.Claim is not null;
    }
}
