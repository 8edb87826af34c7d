namespace OpenClaw.Tenancy.Ingress.Frames;

/// <summary>A frame of the gateway protocol whose outer form has been read. Its parts are slices of the message; nothing is copied.</summary>
/// <remarks>Good for as long as the message is. The default is no frame.</remarks>
public readonly struct GatewayFrame
{
    /// <summary>What it is.</summary>
    public FrameKind Kind { get; init; }

    /// <summary>The id of a request or a response, as JSON text with its quotes.</summary>
    public ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>The method of a request, or the name of an event: letters, digits, dots, hyphens and underscores.</summary>
    public string Name { get; init; }

    /// <summary>The parameters of a request, or the payload of a response or an event, as JSON text. Empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The error of a response, as JSON text. Empty where there is none.</summary>
    public ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>Whether a response says that it went well.</summary>
    public bool IsOk { get; init; }
}
