namespace OpenClaw.Tenancy.Samples.Gateway.Connections;

/// <param name="Total">All of this process, the platform's own too.</param>
/// <param name="Tenants">Those that have any.</param>
public sealed record ConnectionList(int Total, IReadOnlyList<TenantConnections> Tenants);
