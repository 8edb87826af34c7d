namespace OpenClaw.Tenancy.Samples.Gateway.Connections;

public sealed record TenantConnections(string TenantId, int Connections);
