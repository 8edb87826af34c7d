namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>A tenant, and the gateway that it is on.</summary>
public sealed record ServedTenant(string Id, string Runtime);
