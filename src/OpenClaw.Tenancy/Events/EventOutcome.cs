namespace OpenClaw.Tenancy.Events;

/// <summary>What became of an event that was handed to <see cref="EventGate"/>.</summary>
public enum EventOutcome : byte
{
    /// <summary>It was dropped: the name of its session, or its id, is none. The default.</summary>
    Dropped = 0,

    /// <summary>It belongs to no tenant, so nobody may receive it.</summary>
    WithoutTenant,

    /// <summary>The directory knows no such tenant.</summary>
    UnknownTenant,

    /// <summary>No family has an event of this name.</summary>
    UnknownFamily,

    /// <summary>Its payload is larger than <see cref="EventOptions.MaxEventBytes"/>.</summary>
    TooLarge,

    /// <summary>It was offered to those of its tenant who may receive it, of whom there may be none.</summary>
    Published,
}
