namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>What the controller takes: something that is about a note.</summary>
public sealed record Card(string? About);
