namespace OpenClaw.Tenancy.Ingress.Frames;

/// <summary>What a frame of the gateway protocol is.</summary>
public enum FrameKind : byte
{
    /// <summary>None that is understood.</summary>
    None,

    /// <summary><c>req</c>: a client asks.</summary>
    Request,

    /// <summary><c>res</c>: the gateway answers.</summary>
    Response,

    /// <summary><c>event</c>: the gateway tells.</summary>
    Event,
}
