namespace OpenClaw.Tenancy.Testing;

/// <summary>What a store offers for one kind of object. What is not named here is reported as not offered.</summary>
[Flags]
public enum StoreOperations
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Stores a new object.</summary>
    Create = 1,

    /// <summary>Gives the object of an id.</summary>
    Read = 1 << 1,

    /// <summary>Changes the body of an object.</summary>
    Update = 1 << 2,

    /// <summary>Removes an object.</summary>
    Delete = 1 << 3,

    /// <summary>Says whether there is an object of an id.</summary>
    Exists = 1 << 4,

    /// <summary>Gives all objects, page by page.</summary>
    List = 1 << 5,

    /// <summary>Gives the objects whose name begins with a text.</summary>
    Prefix = 1 << 6,

    /// <summary>Gives the objects whose name lies between two texts, both included.</summary>
    Range = 1 << 7,

    /// <summary>Counts all objects.</summary>
    Count = 1 << 8,

    /// <summary>Gives the object of a unique key.</summary>
    FindByKey = 1 << 9,

    /// <summary>Gives all objects one after the other, while they are asked for.</summary>
    Stream = 1 << 10,
}
