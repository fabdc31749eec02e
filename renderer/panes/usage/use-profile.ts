import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeySource, ProfileRequest, Tool } from '../../../bridge/values/usage.ts';
import { usage } from '../../app/bridge.ts';
import { readOnce } from '../../app/query-client.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { useChosenRegion } from './chosen-region.ts';
import { type KeyInUse, savedTwin } from './key-in-use.ts';
import { useNotedRegion, useSavedKeys } from './saved-keys.ts';
import { suggestName, wordsOf } from './tool-words.ts';

/** Milliseconds without typing before a preview is read. For a saved key more, since each preview reads the keychain. */
const typingPauseMs = { open: 200, saved: 1000 };

/** A profile on demand needs a saved key. If the open key is saved too, the saved one is used. */
const useSourceFor = ({ source, accessKey }: KeyInUse, tool: Tool): KeySource => {
  const twin = savedTwin(accessKey, useSavedKeys());
  return tool === 'aws-on-demand' && twin ? { kind: 'saved', id: twin.id } : source;
};

/**
 * The choices for a profile, and its preview. The preview of an open key is read again when the window gets the focus. The
 * preview of a saved key is not: a changed file is noticed when the profile is written.
 */
export const useProfile = (keyInUse: KeyInUse) => {
  const [tool, setTool] = useState<Tool>('aws');
  const suggested = keyInUse.savedName ?? suggestName(keyInUse.keyName);
  const [name, setName] = useState(suggested);
  const [bucket, setBucket] = useState('');
  const [region] = useChosenRegion(keyInUse.source);
  const source = useSourceFor(keyInUse, tool);
  const noted = useNotedRegion(source);
  const { named = null, hasBucket = false } = wordsOf(tool) ?? {};
  // The text of a hidden field does not count.
  const fields = { name: named === null ? suggested : name.trim(), bucket: hasBucket ? bucket.trim() : '' };
  const settledName = useSettled(fields.name, typingPauseMs[source.kind]);
  const settledBucket = useSettled(fields.bucket, typingPauseMs[source.kind]);
  const request: ProfileRequest = { source, tool, name: settledName, region, bucket: settledBucket || null };

  const isSent = settledName === fields.name && settledBucket === fields.bucket;

  const preview = useQuery({
    queryKey: ['profile', request, noted],
    queryFn: () => readOnce(() => usage.PreviewProfile(request)),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: source.kind === 'open',
    placeholderData: keepPreviousData,
  });

  return {
    tool,
    setTool,
    name,
    setName,
    bucket,
    setBucket,
    request,
    preview,
    /** True if the preview is for the current choices. */
    settled: isSent && preview.isSuccess && !preview.isPlaceholderData,
    /** True if main has been called with the current choices. */
    isSent,
  };
};
