using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Whether keys of an issuer elsewhere are known that count. It reads them where they are due, no sooner than the options allow.</summary>
internal sealed class JwksProbe(IServiceProvider services, string issuer) : ITenancyHealthProbe
{
    public TenancyHealthSubject Subject { get; } = new(
        TenancyHealthSubject.Keys, "The keys of all issuers are known.", "The keys of an issuer could not be read again, and the last good ones count.", "The keys of an issuer are not known, and its tokens are refused.");

    public async ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        // A host may have put a source of its own in the place.
        if (services.GetKeyedService<ITokenKeySource>(issuer) is not JwksKeySource source)
        {
            return new TenancyHealth(TenancyHealthState.Healthy);
        }

        return await source.LookAsync(cancellationToken).ConfigureAwait(false);
    }
}
