namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>The key under which a container goes on making what stands behind faults.</summary>
internal sealed class ChaosKey;
