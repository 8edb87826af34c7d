namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>A command was called in a way that it does not know. Exit code 2.</summary>
public sealed class WrongUseException(string message) : Exception(message);
