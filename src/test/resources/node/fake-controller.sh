# A controller that does nothing: says what a real one says, writes down what it hears.
# When there is a file "lost" in its folder, it says that the engine in it is lost, and if there is a file "back", that
# the engine in that has registered.
# Arguments: a folder to work in; "silent" to be never ready, "deaf" to ignore SIGTERM and the end of input, "durable"
# to keep its ledger in a file, "damaged" to find that it cannot be read; the ports it is to listen on.
folder=$1
mode=$2
echo "$3 $4" >>"$folder/ports"
ledger=memory
[ "$mode" = durable ] && ledger=/some/file
[ "$mode" = damaged ] && ledger=/some/file
[ "$mode" = deaf ] && trap '' TERM
[ "$mode" = deaf ] && mkfifo "$folder/never-controller" && exec 4<>"$folder/never-controller"
read -r handover
secret=${handover#*\"secret\":\"}
secret=${secret%%\"*}
echo "hello from the controller"
echo "@stoker ready of somebody else's"
ports='"port":4242,"managementScheme":"http","managementHost":"127.0.0.1","managementPort":4243'
ready='{"host":"127.0.0.1",'$ports',"pid":'$$',"started":"2026-01-02T03:04:05Z","version":"fake","ledger":"'$ledger'"}'
[ "$mode" = silent ] || echo "@stoker $secret ready $ready"
[ "$mode" = damaged ] && echo "the ledger is damaged" && exit 78
begun=
while :; do
  if read -r -t 0.2 line; then
    echo "$begun$line" >>"$folder/heard"
    begun=
  elif [ $? -gt 128 ]; then # nothing was said, or not all of a line
    begun=$begun$line
    if [ -f "$folder/lost" ]; then
      echo "@stoker $secret engine-lost $(cat "$folder/lost")"
      rm "$folder/lost"
      [ -f "$folder/back" ] && echo "@stoker $secret engine-registered $(cat "$folder/back")"
    fi
  elif [ "$mode" != deaf ]; then
    echo "end of input" >>"$folder/heard"
    exit 0
  else
    read -r -t 0.2 line <&4
  fi
done
