namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>What the leaky host keeps.</summary>
public sealed record Note(string Id, string Tenant, string Title, long Number);
