using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The machine's own resolver.</summary>
internal sealed class SystemEgressResolver : IEgressResolver
{
    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
}
