using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Finds the addresses of a host name. What it finds is judged afterwards, and the connection goes to exactly that.</summary>
/// <remarks>A singleton; must be safe for use by many threads.</remarks>
public interface IEgressResolver
{
    /// <summary>Finds the addresses of a name.</summary>
    /// <param name="host">The name, in lower-case ASCII.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Every address that the name stands for; none where there are none.</returns>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
