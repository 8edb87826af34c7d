using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>A job as its handler is given it. Immutable and safe for use by many threads.</summary>
public sealed class TenantJob
{
    internal TenantJob(JobId id, string kind, ReadOnlyMemory<byte> body, int attempt) => (Id, Kind, Body, Attempt) = (id, kind, body, attempt);

    /// <summary>Its id, the same at each attempt.</summary>
    public JobId Id { get; }

    /// <summary>Its kind.</summary>
    public string Kind { get; }

    /// <summary>What was asked for, byte for byte.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt { get; }
}
