namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What a place in a frame holds, and so what is done with it.</summary>
internal enum ShapeKind : byte
{
    /// <summary>Nothing that is let through.</summary>
    None,

    /// <summary><c>text</c>: a string.</summary>
    Text,

    /// <summary><c>number</c>: a number.</summary>
    Number,

    /// <summary><c>flag</c>: true or false.</summary>
    Flag,

    /// <summary><c>any</c>: whatever it is, as long as no id of another tenant's agents stands in it.</summary>
    Any,

    /// <summary><c>message</c>: a string that a gateway could take for a command.</summary>
    Message,

    /// <summary><c>key</c>: a session.</summary>
    Key,

    /// <summary><c>agent</c>: an agent.</summary>
    Agent,

    /// <summary><c>run</c>: a run, whose session stands beside.</summary>
    Run,

    /// <summary><c>ownrun</c>: a run by the name that a client gives it. One that the gateway named is none, for no session beside says whose it is.</summary>
    OwnRun,

    /// <summary><c>approval</c>: an approval. A tenant can ask for those that it was told of.</summary>
    Approval,

    /// <summary>An object of known members.</summary>
    Object,

    /// <summary>A list of one shape. Going out, what is another tenant's is left out of it.</summary>
    List,
}
