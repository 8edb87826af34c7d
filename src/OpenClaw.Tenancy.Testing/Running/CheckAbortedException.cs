namespace OpenClaw.Tenancy.Testing.Running;

/// <summary>A check could not be set up, so it shows nothing.</summary>
internal sealed class CheckAbortedException(string message) : Exception(message);
