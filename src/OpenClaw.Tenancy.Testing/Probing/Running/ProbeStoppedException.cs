namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>The run cannot go on; the message says why and what to do.</summary>
internal sealed class ProbeStoppedException(string message) : Exception(message);
