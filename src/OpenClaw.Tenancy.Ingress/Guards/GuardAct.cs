namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>What becomes of a frame.</summary>
public enum GuardAct : byte
{
    /// <summary>It is refused, with a code and one record. Nothing is sent on.</summary>
    Refuse,

    /// <summary>What was written is sent on to the other side.</summary>
    Forward,

    /// <summary>What was written is the answer to the client; the gateway is not asked.</summary>
    Answer,

    /// <summary>It is somebody else's, and nothing is said of it.</summary>
    Drop,
}
