namespace OpenClaw.Tenancy.Testing.Probing.Frames;

/// <summary>What came for one frame.</summary>
/// <param name="Text">The frame that answers it; empty when none came.</param>
/// <param name="ClosedWith">The status by which the host closed the socket, or 0.</param>
/// <param name="Everything">All frames that came.</param>
internal sealed record FrameAnswer(string Text, int ClosedWith, string Everything);
