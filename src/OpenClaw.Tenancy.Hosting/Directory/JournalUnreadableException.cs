namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>A record of the journal is missing or not understood: what follows it cannot be applied.</summary>
internal sealed class JournalUnreadableException(string message) : Exception(message);
