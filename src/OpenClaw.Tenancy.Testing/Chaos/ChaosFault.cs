namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What goes wrong with one call.</summary>
public enum ChaosFault
{
    /// <summary>Nothing does.</summary>
    None = 0,

    /// <summary>It fails before it was done; a stream fails when it is first read.</summary>
    Throw,

    /// <summary>It is done, and its answer is lost: the caller gets the exception. A stream breaks behind its first item, or at its end if it has none.</summary>
    /// <remarks>It takes effect where the call went well: what failed by itself had no answer to lose.</remarks>
    Lose,

    /// <summary>It ends as cancelled before it was done, though nobody cancelled it.</summary>
    Cancel,

    /// <summary>It does not answer until it is cancelled. A call that is not asynchronous fails as timed out after the plan's delay.</summary>
    /// <remarks>It takes effect when the waiting begins.</remarks>
    Hang,

    /// <summary>It is done after the plan's delay; a stream begins after it.</summary>
    /// <remarks>It takes effect when the waiting begins, so without a delay it does not.</remarks>
    Slow,

    /// <summary>It gives what the same call with the same arguments gave first, and is not done again. A stream gives the items that it gave when it was first read to its end.</summary>
    /// <remarks>
    /// Without an earlier answer it takes no effect, and the call is done. Arguments are the same by <see cref="object.Equals(object)"/>; who
    /// cancels is no part of them. Answers are remembered for each registration, over all scopes of one tenant, also while the plan is
    /// off: up to 1000 answers, of which the oldest makes room, and streams of up to 1000 items. What is made anew for each use (transient) remembers for itself alone.
    /// </remarks>
    Stale,

    /// <summary>It is done twice, and gives the second answer. A stream is read once, and gives each item twice in a row.</summary>
    /// <remarks>It takes effect where the call went well the first time, and in a stream that has items.</remarks>
    Duplicate,

    /// <summary>It is not done, and gives null, false or zero; a stream is empty.</summary>
    Nothing,
}
