using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Benchmarks.Live;

/// <summary>A connection of a tenant, and what a host without liveness cells would look up before each message.</summary>
internal sealed class LiveWorld
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _revoked = new(StringComparer.Ordinal);
    private readonly LiveConnection _connection;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly DateTimeOffset _ends;
    private readonly string _id;

    public LiveWorld()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants("acme").AddLiveConnections()
            .AddIssuer("idp", o => o.ForTenants("acme"), static (_, door) => new OpenIssuer(door));
        IServiceProvider services = builder.Build().Services;
        VerifiedTenantClaim claim = services.GetRequiredService<OpenIssuer>().Door.Accept(new TenantClaim
        {
            Issuer = "idp",
            Tenant = "acme",
            Subject = "alice",
            CredentialId = "t00000000000000000000000000000001",
            Scopes = ["operator.read@acme"],
            IssuedAt = _now,
            ExpiresAt = _now.AddMinutes(5),
        }).Claim!;
        IServiceScope scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: null);
        _connection = services.GetRequiredService<LiveConnections>().Open(new DefaultHttpContext { RequestServices = scope.ServiceProvider }).Connection!;
        (_ends, _id) = (claim.ExpiresAt, claim.CredentialId!);
        for (int i = 0; i < 1_000; i++)
        {
            _revoked[string.Create(CultureInfo.InvariantCulture, $"t{i + 2:00000000000000000000000000000000}")] = _now;
        }
    }

    public void Check(int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (!_connection.Check(_now))
            {
                throw new InvalidOperationException("The connection has ended.");
            }
        }
    }

    public void LookUp(int n)
    {
        for (int i = 0; i < n; i++)
        {
            if (_now >= _ends || _revoked.ContainsKey(_id))
            {
                throw new InvalidOperationException("The credential was revoked.");
            }
        }
    }
}
